"""The office server's application for another WSGI server than the one of `inspect-app serve --office`.

Importing this module makes it from the environment, so import it where it is served, not before.
"""

import os
from datetime import UTC, datetime
from functools import partial

from inspect_app.web.logs import write_json_lines
from inspect_app.web.office import make_application
from inspect_app.web.office_settings import read_settings

write_json_lines()
application = make_application(read_settings(os.environ), partial(datetime.now, UTC))
