"""Modules with dnf 5, as far as its build can deal with them."""

import re

import libdnf5.base
import libdnf5.repo
import libdnf5.rpm

from modulemd import Modules
from shared import Refusal, lines_of
from streams import Choice


def module_choice(base, request):
    """@throws Refusal "no-modules" if this build of dnf has none"""
    if not request["modules"]:
        return Choice(None, [])
    with open("/proc/self/maps", encoding="utf-8") as file:
        if "/libmodulemd." not in file.read():
            raise Refusal("no-modules", index=request["modules"][0]["index"])
    files = [repo.get_metadata_path("modules") for repo in libdnf5.repo.RepoQuery(base)]
    return Choice(Modules([file for file in files if file]), request["modules"])


def refuse_broken_modules(base, transaction, request, are_wanted):
    """
    Debian's libsolv takes no module for installable that needs the platform, as nearly all do: dnf 5 leaves open there
    which kind of packages it is about, and `noarch` is no architecture of Debian's.

    @param are_wanted if not, what streams hide must be missing before anything is said
    """
    text = "\n".join(transaction.get_resolve_logs_as_strings())
    platform = re.search(r"nothing provides module\((platform:[^()]+)\)", text)
    if platform is None:
        return
    query = libdnf5.rpm.PackageQuery(base)
    query.filter_provides([f"base-module({platform[1]})"])
    hidden = any(event.get_problem() == libdnf5.base.GoalProblem_EXCLUDED for event in transaction.get_resolve_logs())
    if not query.empty() and (hidden or are_wanted):
        lines = [line for line in lines_of(text) if platform[0] in line]
        raise Refusal("no-modules", lines, index=request["modules"][0]["index"] if request["modules"] else None)
