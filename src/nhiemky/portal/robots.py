"""Which requests come from programs that say so. The name is looked at in memory and never kept."""

import re

from django.http import HttpRequest

_ROBOT = re.compile(r"bot|crawl|spider|slurp|fetch|monitor|preview|curl|wget|python-|httpx|go-http|java/", re.I)


def is_robot(request: HttpRequest) -> bool:
    """Does the sender call itself a robot, or nothing at all?"""
    agent = request.headers.get("User-Agent", "")
    return not agent or bool(_ROBOT.search(agent))
