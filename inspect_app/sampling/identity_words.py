"""Words by which a name is told from a word that only looks like one."""

from collections.abc import Mapping


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ORDINARY = _words(
    """
    abbey able acre agency alderman allocated ambler an angel angle ant apple arch archer armour arrow art
    as ash aspen at autumn back bacon badger bailey baker ball banks banner barber bark barley barman barn
    baron barrel base bass bath batten battle bay bayliss be beach beacon bead beam bean beard beck bee
    beech beer bell belt bench bend berry best bevan bible bill bin birch bird bishop bit black blade
    blank blessing blight block blood bloom blow blue blunt board boat body bolt bond bone bonus book boot
    booth border boss both bottom bow bower bowl bowman box boy brace brain branch brand brass brave bray
    bread brewer brick bride bridge bridges bright bristle broad brook brooks broom brother brown brush
    bubble buck budd bull bunch bunting burn burns bush bushel butcher butler butter button by cable cage
    cain cake call camp candy cane canon cant cape car card carder care carpenter carrier cart carter
    carver case cash castle cave chain chalk chamber chambers champion chance chandler chaplin chapman
    charity chase cheek cherry chew child chin christian church clark clay clean cleaner clear clerk cliff
    close cloud coach coal coates cock coffin cold cole coleman comb comfort common cook cooke cool cooper
    cope copper cord corn corner cotton couch counsel country courage court cousin coward cox crab craft
    crane crew crisp crook cross crouch crow crown crystal cull cup curry curtain cut dad daisy dale dance
    daniels dark darling dash dawn day dean dear death deed deep deer dell den dent desert dew dial
    diamond dick dicker dill dine dish do dock dodge doe dolphin don dove down downs drain draper draw
    dray dream drew drinkwater driver drum drummer duck duke dull dunce dust dyer eagle earl early east
    easter easy eden edge elder elm else ember end english even evening ever every fair fairbrother faith
    falcon fall fallow fan farmer farrow fast father fear feather feel fell fenn fiddler field fields
    fierce finch fine fire fish fisher fitter flag flat fleet fletcher flint flood flower flowers fly foal
    foot ford foreman forest forester forge fort fortune foster found fountain fowl fowler fox frame frank
    free freeman french fresh friar friday friend frith frost fry fuller gale gallant game gander gardener
    garland garner gate gates gay gently gift gill glass glazier gleam glen glover go goat god gold golden
    good goodman goose gore gosling grace graft grain grange grant grass grave graves gray great green
    grey grief griffin grime grove guard guest gull gun guy hail hale half hall halls ham hammer hammond
    hand handy hard harden hardy hare harm harp harper harrow hart harvest hatch hatcher hatter haven hawk
    hawker hay haze hazel he head hearn heart heath heaven heavy hedge hedges helm hemp herd herring hide
    high hill hills hind hinge hive hoare hobby hock hog holder hole holiday hollow holly holy home honey
    hood hook hooper hop hope horn horne horse hose house how hulk hull hunt hunter hurt husband hush ice
    if in inactive inch iris iron is it ivory ivy jack jaggers jay jean jet jewel job joiner jolly joy
    joyce judge juniper just keel keen keep keeper kettle key keys kidd kill kiln kind king kirk kiss kit
    kitchen kite knight knot la lad lake lamb lambs lance land lane large lark last law lawman lay le
    leach leader leaf lean learned lee leek left legal lemon lent less levy light lightfoot lily lime link
    lint lion list little lively lock long look looker loop lord love lovely low lowe luck lucky lumb lyre
    ma mace mad madder maiden main mains major male mallet malt man maple marble march mark marker marks
    marlow marsh marshall mart mason masters match maul may mayor me mead meadow meadows meal means
    measure mercer mercy merry middle mild mile miles mill miller mills mist moat mole monday money monk
    moon moor moore moose more morn morning moss mote moth mount mountain mouse much mudd must mustard my
    nail nation neat need nettle new newell newman nice night nightingale no noble nobody none noon north
    notice nun nurse nut nutter oak oakes oar of old olive on only or orchard organ otter outlaw oven pack
    page pain paine painter pair palmer pane paper paradise pardon park parker parks parrot parson parsons
    part partridge passion past pat patience patten paul peace peach peacock pear pearl peel peer pen
    penny pepper perfect petty pick pickle pie pierce pike pile pilgrim pin pine pink piper pitt place
    plain plane plant plat play player plow plum plumb plumber poet point pole pollard pond pool poor pope
    poppy porter post pot potter potts pound power pray prayer press price pride priest prime prince print
    prior proud pugh pull purchase purse quail quarter queen quick quill race rain rains rake ram ranger
    rash raven ray read reader ready reason redd reed reeve reeves regal rich rick riddle ride rider ridge
    right ring rivers road roads roan rob robin rock rod roe roll rook rooms root roper rose rosemary
    round rowan rower royal ruby rudd rue ruff rule rush rust ruth rye sable sack saddle saddler sage said
    sail salmon salt sand sanders sands sandy saturday sawyer say sayer scale score scully seal seaman
    sears see seed self sell senior sergeant settle severn sewell shade shark sharp shaw shears sheen
    shell shepherd sherry shield shine ship shoemaker shooter shore short shot shrimp shrub shy sick silk
    sill silver simple singer single skill skinner skipper slack slate slater small smart smiles smoke
    snell snow so sole son song south sparks sparrow spear speed speight spelling spence spice spicer
    spinks spring squire stable stack staff stagg stamp stand star stark start steel steele steer step
    stern steward stick still stock stocks stone stones storey stork storm stout strange straw street
    strength strong sturdy style such sue summer summers sun sunday sunshine swain swallow swan sweet
    swift sword tab tailor tall tanner tapper tart teal tempest temple terry thatcher thick thorn thorne
    thrift thrower thrush thunder thursday tidy tile tiller timber tinker to toms tong took tool topp
    tower towers town towns train trainer trap tray tree trigger trim trinity trout true truelove trump
    trust try tuck tucker tuesday tune turner turnpike twigg twin tyler unallocated underhill underwood
    union unity unknown up us vacancy vacant vale valentine valley van vane venture verity vice victory
    vine viola violet vivid vowels wade waggoner wagstaff wait waite walk walker wall wallis walls ward
    warden ware warm warner warren wash waste water waters way we wear weather weaver web webb wedge
    wednesday weed week weeks well wells west wetter whale wheat wheel wheeler while whistler white
    whiting wick wild wilde wilder will wills win wind window wine winner winter winters wise wish witch
    witt wolf woman wood woodman woods wool work workman world worm worth wren wright yard yarrow yellow
    yeoman york young younger yule zeal
    """
)
"""Words of the language that are somebody's family name as well."""

MONTHS_AS_NAMES = frozenset({"march", "april", "may", "june", "july", "august", "mai", "medi"})
"""Months that are names: standing alone, they are the month."""

PLACES = _words(
    """
    accrington alton andover ashford ashton atherton aylesbury bangor barnes barnsley barrow barry
    basildon bath bedford belfast berkeley berwick beverley birmingham blackburn blackpool bolton boston
    bradford brent brighton bristol brixton bromley buckingham burnley burton bury buxton caldwell
    cambridge camden canterbury cardiff carlisle chelmsford chelsea cheltenham chester chesterfield
    chorley clapham clayton cleveland clifton colchester corby coventry crawley crewe croydon cumbria
    dagenham darlington dartford denton derby devon doncaster dorset dover dudley durham ealing eastbourne
    eccles ely enfield england epsom essex exeter fleetwood florence france garth georgia gloucester
    gosport grantham greenwich grimsby guildford hackney halifax hamilton hampshire hampton haringey
    harlow harrogate harrow hartlepool hastings hatfield haverhill hayes hereford hertford holland hornby
    horton hounslow houston howden huddersfield hull huntingdon hyde ilford india ipswich ireland
    islington jarrow jersey jordan kendal kent kettering kingston kirby kirkby kirkham lambeth lancaster
    leeds leicester leigh lewes lewisham lincoln lindley liverpool london lonsdale luton lynn maidstone
    malden manchester mansfield melton merton middleton milton moreland morley morpeth nelson newark
    newcastle newham newport newton northampton norton norwich nottingham oldham orton oxford paddington
    paisley parc paris pendleton penrith perry perth peterborough plymouth poole portland portsmouth
    preston ramsgate ranby reading redcar redditch reigate richmond ripley risley rochdale rochester
    romford rotherham rugby runcorn rutland ryde salford salisbury sandwell scarborough scotland sefton
    selby sheffield shelby shelton shipley shrewsbury skelton skipton slough southampton southend
    southport southwark stafford stamford stanley stockport stockton stoke stratford stroud styal
    sunderland surrey sussex sutton swansea swindon sydney tamworth taunton telford thirsk thornton
    torquay truro tyneside usk wakefield wales walsall waltham walton wandsworth warrington warwick
    washington watford welling wellington wells whitby whitehaven widnes wigan wilton wiltshire winchester
    windsor wirral woking wolverhampton woodford worcester worthing wrexham wycombe yarm yeovil york
    """
)
"""Towns, counties and prisons that are somebody's family name as well."""

PART_OF_A_PLACE = _words(
    """
    agency ap association avenue bay borough castle center centre charity city close cluster college
    council county court crescent crt drive england foundation gardens grange green hall hill homes
    hospital hostel house housing hub lane ldu limited lodge london ltd magistrates midlands ministries
    office park partnership plc police premises prison probation project road school square station street
    surgery sussex team terrace town trust unit university wales ward way wing wood yorkshire
    """
)
"""What follows a name that a street, a building or an office has."""

OF_A_PLACE = _words(
    """
    cluster council crown group groups hospital hostel jobcentre ldu magistrates office police prison
    probation station team
    """
)
"""What follows a place in small letters."""

BEFORE_A_PLACE = _words(
    """
    across around at from hmp hmyoi in into near of outside over through to towards via yoi
    """
)

DETERMINERS = _words(
    """
    a an any each every her his its my no our that the their these this those your
    """
)

LINKS = _words(
    """
    are as be been being is marked rated so too turned very was went were
    """
)
"""What a quality follows: "was Green on the tracker"."""

OPENERS = _words(
    """
    about after although and as because before but by for if nor once since so that then though unless
    until when where whether while with
    """
)
"""What begins a sentence before a name without being part of it."""

TITLES = _words(
    """
    dr mr mrs ms mx
    """
)
RANKS = _words(
    """
    dc ds madam mentor miss mister officer pc po prisoner prof professor pso rev reverend sir
    """
)

SPEAKS = _words(
    """
    admitted agree agreed allocated appeared arrested asked assessed attend attended became called came
    charged claimed complained complied comply contacted convicted could denied described did disagreed
    disclosed does employed engage engaged evicted explained failed feel feels felt given got had has
    helped hoped hopes housed interviewed knew know knows left like liked likes live lived lives met might
    miss missed move moved need needed offered phoned presented rang recalled referred refused released
    remained remanded reported returned said say says screened see seen sentenced should signed signposted
    started stated stopped struggled supervised supported tell tells texted think thinks thought told
    transferred used uses visited want wanted wants went work worked would written
    """
)
"""What a person does or has done to them."""

AUXILIARIES = _words(
    """
    already also be been being did does had has is later never not now only soon still then was were
    """
)

FIRST_NAMES = _words(
    """
    aaron adam adrian ahmed aisha alan alex alexander ali alice alison amanda amy andrea andrew andy
    angela ann anna anne anthony ashley barry ben benjamin beth brian callum cameron carl carol caroline
    catherine charlie charlotte chloe chris christine christopher claire clare colin connor craig daniel
    danielle danny darren dave david dean debbie deborah declan denise derek diane donna dylan ed eddie
    edward elaine eleanor elizabeth ella ellie emily emma eric ethan fatima fiona frances gareth gary
    gavin gemma geoff george gerard gillian glen gordon graham hannah harry hassan heather helen ian
    ibrahim isaac jacob jade jake james jamie jane janet jason jean jenny jessica jim joan joanna joanne
    joe john johnny jonathan jordan joseph josh joshua judith julia julian julie karen kate katherine
    kathleen katie keith kelly ken kenneth kerry kevin kieran kim kirsty kyle laura lauren lee leon leslie
    lewis liam linda lisa lorraine louise lucy luke lynn malcolm margaret maria marie martin mary matt
    matthew megan melissa michael michelle mike mohammed muhammad natalie nathan neil nicholas nick nicola
    nicole nigel nina oliver olivia omar owen pamela patricia patrick paul paula pauline pete peter phil
    philip phillip rachel raymond rebecca reece richard rob robert roger ronald rory ross ruth ryan sally
    sam samantha samuel sandra sara sarah scott sean shane sharon shaun sheila simon sophie stacey
    stephanie stephen steve steven stuart susan suzanne tanya tara terence teresa thomas tim timothy tina
    toby tom tony tracey tracy trevor vanessa victoria vincent wayne wendy yusuf yvonne zoe
    """
)
"""First names in common use, for people whom a comment calls otherwise than the list does."""

_SHORT = """
alexander alex sandy | alexandra alex sandra | andrew andy drew | anthony tony ant | benjamin ben benny |
catherine cath cathy kate katie | charles charlie chuck | christopher chris kit | christine chris tina |
daniel dan danny | david dave davey | deborah deb debbie | donald don | edward ed eddie ted | elizabeth liz
lizzie beth betty | francis frank | frederick fred freddie | gareth gaz | gary gaz | gerald gerry | gregory
greg | harold harry | henry harry | jacqueline jackie | james jim jimmy jamie | jennifer jen jenny | jessica
jess | john johnny jack | jonathan jon jonny | joseph joe joey | joshua josh | katherine kate kathy katie |
kenneth ken kenny | kimberley kim | lawrence larry | leonard len lenny | margaret maggie meg peggy | matthew
matt | michael mike mick mickey | mohammed mo | muhammad mo | nathan nate | nicholas nick nicky | nicola
nicky nikki | oliver ollie | pamela pam | patricia pat patsy trish | patrick pat paddy | peter pete | philip
phil | raymond ray | rebecca becky bex | richard rich rick dick | robert rob bob bobby robbie | ronald ron
ronnie | samantha sam | samuel sam sammy | sandra sandy | sharon shaz | stephen steve | steven steve | stuart
stu | susan sue susie | terence terry | theresa terry tess | thomas tom tommy | timothy tim | victoria vicky
tori | vincent vince vinny | william will bill billy liam willie | zachary zack zac
"""
SHORT_FORMS: Mapping[str, tuple[str, ...]] = {
    name: tuple(short) for name, *short in (line.split() for line in _SHORT.split("|"))
}
"""What people call others by the first name that the list has in full."""
