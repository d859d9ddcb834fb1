"""Which page is open to whom: every route, for every role, where it is theirs and where it is not.

The letters of each column stand for, in this order:

N nobody who is signed in         S administrator of the whole server   A administrator of the inspection
L lead inspector                  I inspector                           T assistant inspector
C local assessor                  Q quality lead                        W report writer
Y analyst                         R area reviewer

The first column is their own inspection (and, for C and R, where their area lets them); the second another
inspection; the third, for C and R alone, their own inspection where their area keeps them out.

Nobody has been given a case: whose case it is can then be looked up by the lead alone (test_person.py).

o open    f forbidden    n not found, as if there were no such thing    s asked to sign in
"""

from typing import NamedTuple

PEOPLE = "NSALITCQWYR"

TABLE = """
#                                                               own          other        area
#                                                               NSALITCQWYR  NSALITCQWYR  CR
GET  /static/<path:filename>                                    ooooooooooo
GET  /health                                                    ooooooooooo
GET  /ready                                                     ooooooooooo
GET  /                                                          soooooooooo
GET  /sign-in                                                   ooooooooooo
POST /sign-in                                                   ooooooooooo
GET  /sign-in/code                                              soooooooooo
POST /sign-in/code                                              soooooooooo
POST /sign-out                                                  sssssssssss
GET  /account                                                   soooooooooo
GET  /account/password                                          soooooooooo
POST /account/password                                          soooooooooo
POST /account/recovery-codes                                    soooooooooo
GET  /account/second-factor                                     soooooooooo
POST /account/second-factor                                     soooooooooo
POST /account/second-factor/remove                              soooooooooo
POST /account/sign-out                                          soooooooooo
GET  /welcome/<token>                                           ooooooooooo
POST /welcome/<token>                                           ooooooooooo
GET  /sign-in/sso                                               nnnnnnnnnnn
GET  /sign-in/sso/back                                          nnnnnnnnnnn
POST /sign-in/sso/back                                          nnnnnnnnnnn
GET  /access-log                                                sooffffffff
GET  /accounts                                                  sofffffffff
GET  /accounts/invite                                           sofffffffff
POST /accounts/invite                                           sofffffffff
GET  /accounts/<account_id>                                     sofffffffff
GET  /accounts/<account_id>/<step>                              sofffffffff
POST /accounts/<account_id>/<step>                              sofffffffff
GET  /inspections/new                                           sofffffffff
POST /inspections/new                                           sofffffffff
GET  /questionnaires/                                           soooooooooo
GET  /questionnaires/<instrument>/<version>                     soooooooooo
GET  /questionnaires/add                                        sofffffffff
POST /questionnaires/add                                        sofffffffff
GET  /inspections/<ref>/                                        soooooooooo  sonnnnnnnnn
GET  /inspections/<ref>/long-list                               sffofffffff  sfnnnnnnnnn
POST /inspections/<ref>/long-list                               sffofffffff  sfnnnnnnnnn
GET  /inspections/<ref>/long-list/headings                      sffofffffff  sfnnnnnnnnn
POST /inspections/<ref>/long-list/headings                      sffofffffff  sfnnnnnnnnn
GET  /inspections/<ref>/long-list/export                        sffofffffff  sfnnnnnnnnn
POST /inspections/<ref>/long-list/export                        sffofffffff  sfnnnnnnnnn
GET  /inspections/<ref>/long-list/request                       sffofffffff  sfnnnnnnnnn
POST /inspections/<ref>/long-list/request                       sffofffffff  sfnnnnnnnnn
GET  /inspections/<ref>/long-list/requests/<int:request>        sffofffffff  sfnnnnnnnnn
GET  /inspections/<ref>/long-list/rows/<int:row>                sffofffffff  sfnnnnnnnnn
POST /inspections/<ref>/long-list/rows/<int:row>                sffofffffff  sfnnnnnnnnn
GET  /inspections/<ref>/sample                                  sffofffffff  sfnnnnnnnnn
POST /inspections/<ref>/sample                                  sffofffffff  sfnnnnnnnnn
GET  /inspections/<ref>/sample/plan                             sffofffffff  sfnnnnnnnnn
POST /inspections/<ref>/sample/plan                             sffofffffff  sfnnnnnnnnn
GET  /inspections/<ref>/sample/draws/<int:number>               sffofffffff  sfnnnnnnnnn
GET  /inspections/<ref>/sample/draws/<int:number>/officers      sffofffffff  sfnnnnnnnnn
POST /inspections/<ref>/sample/draws/<int:number>/export        sffofffffff  sfnnnnnnnnn
GET  /inspections/<ref>/sample/verify                           sffofffffff  sfnnnnnnnnn
POST /inspections/<ref>/sample/verify                           sffofffffff  sfnnnnnnnnn
GET  /inspections/<ref>/long-list/rows/<int:row>/why            sffofffffff  sfnnnnnnnnn
GET  /inspections/<ref>/cases/                                  sffooooofff  sfnnnnnnnnn
GET  /inspections/<ref>/cases/<reference>/                      sffooooofff  sfnnnnnnnnn  nf
GET  /inspections/<ref>/cases/<reference>/sections/<section_id> sffooooofff  sfnnnnnnnnn  nf
POST /inspections/<ref>/cases/<reference>/sections/<section_id> sffooooffff  sfnnnnnnnnn  nf
GET  /inspections/<ref>/cases/<reference>/points/<point_id>     sffooooofff  sfnnnnnnnnn  nf
POST /inspections/<ref>/cases/<reference>/points/<point_id>     sffooooffff  sfnnnnnnnnn  nf
GET  /inspections/<ref>/cases/<reference>/next/<what>           sffooooofff  sfnnnnnnnnn  nf
GET  /inspections/<ref>/cases/<reference>/find                  sffooooofff  sfnnnnnnnnn  nf
GET  /inspections/<ref>/cases/<reference>/check                 sffooooofff  sfnnnnnnnnn  nf
POST /inspections/<ref>/cases/<reference>/person                sffofffffff  sfnnnnnnnnn  nf
POST /inspections/<ref>/cases/<reference>/narrative-check       sffooooffff  sfnnnnnnnnn  nf
POST /inspections/<ref>/cases/<reference>/submit                sffoofoffff  sfnnnnnnnnn  nf
GET  /inspections/<ref>/cases/<reference>/history               sffooooofff  sfnnnnnnnnn  nf
GET  /inspections/<ref>/cases/<reference>/questions/<question_id>/history  sffooooofff  sfnnnnnnnnn  nf
GET  /inspections/<ref>/cases/<reference>/conflicts/<kind>/<path:subject>  sffooooofff  sfnnnnnnnnn  nf
POST /inspections/<ref>/cases/<reference>/conflicts/<kind>/<path:subject>  sffooooffff  sfnnnnnnnnn  nf
GET  /inspections/<ref>/cases/<reference>/sign-off              sffofffffff  sfnnnnnnnnn  ff
POST /inspections/<ref>/cases/<reference>/sign-off              sffofffffff  sfnnnnnnnnn  ff
GET  /inspections/<ref>/cases/<reference>/return                sffofffofff  sfnnnnnnnnn  ff
POST /inspections/<ref>/cases/<reference>/return                sffofffofff  sfnnnnnnnnn  ff
GET  /inspections/<ref>/cases/<reference>/reopen                sffofffffff  sfnnnnnnnnn  ff
POST /inspections/<ref>/cases/<reference>/reopen                sffofffffff  sfnnnnnnnnn  ff
GET  /inspections/<ref>/cases/<reference>/replace               sffofffffff  sfnnnnnnnnn  ff
POST /inspections/<ref>/cases/<reference>/replace               sffofffffff  sfnnnnnnnnn  ff
GET  /inspections/<ref>/sample/progress                         sffofffffff  sfnnnnnnnnn
POST /inspections/<ref>/sample/progress                         sffofffffff  sfnnnnnnnnn
GET  /inspections/<ref>/cases/<reference>/withdraw              sffofffffff  sfnnnnnnnnn  ff
POST /inspections/<ref>/cases/<reference>/withdraw              sffofffffff  sfnnnnnnnnn  ff
GET  /inspections/<ref>/cases/<reference>/alerts/new            sffooooofff  sfnnnnnnnnn  nf
POST /inspections/<ref>/cases/<reference>/alerts/new            sffooooofff  sfnnnnnnnnn  nf
GET  /inspections/<ref>/cases/<reference>/alerts/<question>/<key>/close sffofffffff sfnnnnnnnnn ff
POST /inspections/<ref>/cases/<reference>/alerts/<question>/<key>/close sffofffffff sfnnnnnnnnn ff
GET  /inspections/<ref>/cases/<reference>/looks                 sffofffffff  sfnnnnnnnnn  ff
POST /assessments/<assessment>/saves                            snnnnnnnnnn
GET  /inspections/<ref>/writing/<language>                      sffoffffoff  sfnnnnnnnnn
POST /inspections/<ref>/writing/<language>                      sffoffffoff  sfnnnnnnnnn
GET  /inspections/<ref>/writing/<language>/figures              sffoffffoff  sfnnnnnnnnn
GET  /inspections/<ref>/writing/<language>/chapters/<chapter>   sffoffffoff  sfnnnnnnnnn
POST /inspections/<ref>/writing/<language>/chapters/<chapter>   sffoffffoff  sfnnnnnnnnn
POST /inspections/<ref>/writing/<language>/chapters/<chapter>/preview sffoffffoff  sfnnnnnnnnn
GET  /inspections/<ref>/writing/<language>/history/<part>/<text> sffoffffoff  sfnnnnnnnnn
POST /inspections/<ref>/writing/<language>/history/<part>/<text> sffoffffoff  sfnnnnnnnnn
GET  /inspections/<ref>/writing/<language>/conflicts/<part>/<text> sffoffffoff  sfnnnnnnnnn
POST /inspections/<ref>/writing/<language>/conflicts/<part>/<text> sffoffffoff  sfnnnnnnnnn
GET  /inspections/<ref>/writing/<language>/examples             sffoffffoff  sfnnnnnnnnn
GET  /inspections/<ref>/writing/<language>/examples/<example>   sffoffffoff  sfnnnnnnnnn
POST /inspections/<ref>/writing/<language>/examples/<example>   sffoffffoff  sfnnnnnnnnn
GET  /inspections/<ref>/writing/<language>/recommendations      sffoffffoff  sfnnnnnnnnn
GET  /inspections/<ref>/writing/<language>/recommendations/<recommendation> sffoffffoff  sfnnnnnnnnn
POST /inspections/<ref>/writing/<language>/recommendations/<recommendation> sffoffffoff  sfnnnnnnnnn
GET  /inspections/<ref>/writing/<language>/editions             sffoffffoff  sfnnnnnnnnn
GET  /inspections/<ref>/writing/<language>/editions/<int:number> sffoffffoff  sfnnnnnnnnn
GET  /inspections/<ref>/writing/<language>/editions/<int:number>/read sffoffffoff  sfnnnnnnnnn
GET  /inspections/<ref>/writing/<language>/freeze               sffoffffoff  sfnnnnnnnnn
POST /inspections/<ref>/writing/<language>/freeze               sffoffffoff  sfnnnnnnnnn
POST /inspections/<ref>/writing/<language>/saves                sffoffffoff  sfnnnnnnnnn
GET  /inspections/<ref>/writing/<language>/check                sffoffffoff  sfnnnnnnnnn
GET  /inspections/<ref>/saves/pass                              soooooooooo  sonnnnnnnnn
GET  /inspections/<ref>/board                                   sffofffofff  sfnnnnnnnnn
GET  /inspections/<ref>/alerts                                  sffofffofff  sfnnnnnnnnn
GET  /inspections/<ref>/team                                    sffofffffff  sfnnnnnnnnn
POST /inspections/<ref>/team                                    sffofffffff  sfnnnnnnnnn
GET  /inspections/<ref>/team/<int:membership>                   sffofffffff  sfnnnnnnnnn
POST /inspections/<ref>/team/<int:membership>                   sffofffffff  sfnnnnnnnnn
GET  /inspections/<ref>/team/<int:membership>/conflict          sffofffffff  sfnnnnnnnnn
POST /inspections/<ref>/team/<int:membership>/conflict          sffofffffff  sfnnnnnnnnn
POST /inspections/<ref>/team/<int:membership>/conflict/<int:conflict>/end  sffofffffff  sfnnnnnnnnn
GET  /inspections/<ref>/workload                                sffooooffff  sfnnnnnnnnn
GET  /inspections/<ref>/cases/<reference>/assign                sffofffffff  sfnnnnnnnnn  ff
POST /inspections/<ref>/cases/<reference>/assign                sffofffffff  sfnnnnnnnnn  ff
GET  /inspections/<ref>/timetable                               sffofffffff  sfnnnnnnnnn
POST /inspections/<ref>/timetable                               sffofffffff  sfnnnnnnnnn
GET  /inspections/<ref>/findings                                sffooofooof  sfnnnnnnnnn
GET  /inspections/<ref>/changes                                 sffooofooof  sfnnnnnnnnn
GET  /inspections/<ref>/differences                             sffooofooof  sfnnnnnnnnn
GET  /inspections/<ref>/explore                                 sffooofooof  sfnnnnnnnnn
POST /inspections/<ref>/explore/<file>                          sffooofooof  sfnnnnnnnnn
GET  /inspections/<ref>/explore/cases/<row>/<behind>            sffooofofff  sfnnnnnnnnn
GET  /inspections/<ref>/ratings                                 sffooofooof  sfnnnnnnnnn
GET  /inspections/<ref>/ratings/areas/<int:area>                sffooofooof  sfnnnnnnnnn
GET  /inspections/<ref>/ratings/<subject>                       sffofffffff  sfnnnnnnnnn
POST /inspections/<ref>/ratings/<subject>                       sffofffffff  sfnnnnnnnnn
GET  /inspections/<ref>/ratings/<subject>/undo                  sffofffffff  sfnnnnnnnnn
POST /inspections/<ref>/ratings/<subject>/undo                  sffofffffff  sfnnnnnnnnn
GET  /inspections/<ref>/disclosure                              sffofffffff  sfnnnnnnnnn
POST /inspections/<ref>/disclosure                              sffofffffff  sfnnnnnnnnn
GET  /inspections/<ref>/outputs                                 sffoffffoof  sfnnnnnnnnn
POST /inspections/<ref>/outputs                                 sffoffffoof  sfnnnnnnnnn
GET  /inspections/<ref>/outputs/<job>                           sffoffffoof  sfnnnnnnnnn
GET  /inspections/<ref>/outputs/<job>/state                     sffoffffoof  sfnnnnnnnnn
POST /inspections/<ref>/outputs/<job>/cancel                    sffoffffoof  sfnnnnnnnnn
POST /inspections/<ref>/outputs/<job>/files/<name>              sffoffffoof  sfnnnnnnnnn
GET  /inspections/<ref>/data                                    sffofffffof  sfnnnnnnnnn
POST /inspections/<ref>/data                                    sffofffffof  sfnnnnnnnnn
GET  /inspections/<ref>/areas                                   sffofffffff  sfnnnnnnnnn
POST /inspections/<ref>/areas                                   sffofffffff  sfnnnnnnnnn
POST /inspections/<ref>/areas/from-long-list                    sffofffffff  sfnnnnnnnnn
GET  /inspections/<ref>/areas/<int:area>                        sffofffffff  sfnnnnnnnnn
POST /inspections/<ref>/areas/<int:area>                        sffofffffff  sfnnnnnnnnn
GET  /inspections/<ref>/releases                                sffofffffff  sfnnnnnnnnn
GET  /inspections/<ref>/releases/areas/<int:area>               sffofffffff  sfnnnnnnnnn
POST /inspections/<ref>/releases/areas/<int:area>               sffofffffff  sfnnnnnnnnn
GET  /inspections/<ref>/releases/<int:release>/withdraw         sffofffffff  sfnnnnnnnnn
POST /inspections/<ref>/releases/<int:release>/withdraw         sffofffffff  sfnnnnnnnnn
GET  /inspections/<ref>/results                                 sfffffffffo  sfnnnnnnnnn
GET  /inspections/<ref>/results/report                          sfffffffffo  sfnnnnnnnnn
POST /inspections/<ref>/results/report/<name>                   sfffffffffo  sfnnnnnnnnn
GET  /inspections/<ref>/people                                  sooofffffff  sonnnnnnnnn
GET  /inspections/<ref>/people/invite                           sooofffffff  sonnnnnnnnn
POST /inspections/<ref>/people/invite                           sooofffffff  sonnnnnnnnn
GET  /inspections/<ref>/people/<int:membership>                 sooofffffff  snnnnnnnnnn
POST /inspections/<ref>/people/<int:membership>                 sooofffffff  snnnnnnnnnn
POST /inspections/<ref>/people/<int:membership>/end             sooofffffff  snnnnnnnnnn
"""


class Line(NamedTuple):
    """A route with a method, and its outcome for each of PEOPLE in each place."""

    method: str
    rule: str
    own: str
    other: str
    area: str


def read_table() -> list[Line]:
    """The lines of the table."""
    lines = []
    for text in TABLE.strip().splitlines():
        if not text.startswith("#"):
            method, rule, own, *places = text.split()
            other, area = (*places, "", "")[:2]
            lines.append(Line(method, rule, own, other, area))
    return lines
