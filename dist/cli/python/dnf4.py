"""Asks dnf 4 which packages a request needs, and has it download them. Nothing of the host's configuration is read."""

import logging
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import dnf
import dnf.callback
import dnf.exceptions
import dnf.repo
import hawkey
import libdnf.repo

from selection4 import Selection, known_names
from shared import Complaints, Refusal, answer_by, lines_of

complaints = Complaints()
logging.getLogger("dnf").addHandler(complaints)
logging.getLogger("dnf").propagate = False


class Progress(dnf.callback.DownloadProgress):
    """Keeps what mirrors answered, for the detail of an error; the exception itself does not hold it."""

    def start(self, total_files, total_size, total_drpms=0):
        pass

    def progress(self, payload, done):
        pass

    def end(self, payload, status, msg):
        if msg:
            complaints.lines += lines_of(msg)


def open_base(request):
    conf = dnf.conf.Conf()
    for name in ("pluginpath", "pluginconfpath", "reposdir", "varsdir"):
        setattr(conf, name, [])
    conf.config_file_path = ""
    conf.installroot = request["root"]
    conf.cachedir = request["cacheDirectory"]
    conf.persistdir = os.path.join(request["scratch"], "persist")
    conf.logdir = request["scratch"]
    conf.plugins = False
    conf.gpgcheck = False
    conf.best = False
    conf.clean_requirements_on_remove = False
    conf.metadata_timer_sync = 0
    conf.fastestmirror = False
    conf.keepcache = True
    conf.install_weak_deps = request["weakDependencies"]
    conf.multilib_policy = "all" if request["multilib"] else "best"
    conf.timeout = request["timeoutSeconds"]
    conf.retries = request["retries"]
    for name, value in request["variables"].items():
        conf.substitutions[name] = value
    base = dnf.Base(conf)
    for wanted in request["repositories"]:
        base.repos.add(repository(wanted, conf, request))
    return base


def repository(wanted, conf, request):
    repo = dnf.repo.Repo(wanted["id"], conf)
    for name, value in wanted["settings"].items():
        setattr(repo, name, value)
    repo.skip_if_unavailable = False
    repo.gpgcheck = False
    repo.repo_gpgcheck = False
    repo.pkgdir = os.path.join(request["scratch"], "packages", wanted["id"])
    if request["offline"]:
        repo._repo.setSyncStrategy(libdnf.repo.Repo.SyncStrategy_ONLY_CACHE)
    else:
        # Always ask whether the copy in the cache is still what the repository has.
        repo._repo.expire()
    return repo


def load(base):
    """Loads the metadata of each repository, and tells which one cannot be had."""
    for repo in base.repos.iter_enabled():
        try:
            repo.load()
        except dnf.exceptions.RepoError as error:
            raise Refusal("repository", lines_of(error) + complaints.lines, repository=repo.id)
    try:
        base.fill_sack(load_system_repo=False)
    except dnf.exceptions.RepoError as error:
        raise Refusal("metadata", lines_of(error))
    base.read_comps(arch_filter=True)


def describe(package):
    digest = package.chksum[1] if package.chksum else b""
    return {
        "name": package.name,
        "epoch": package.epoch,
        "version": package.version,
        "release": package.release,
        "arch": package.arch,
        "checksum": digest.hex(),
        "sizeBytes": package.downloadsize,
        "installedBytes": package.installsize,
        "repository": package.reponame,
        "location": package.location,
    }


def resolve(request):
    base = open_base(request)
    load(base)
    selection = Selection(base, request)
    selection.mark()
    found = {"leftOut": selection.left_out, "unknown": selection.unknown, "modules": selection.enabled_modules()}
    if selection.unknown:
        found["known"] = known_names(base, selection)
        if not request["ignoreMissing"]:
            return {"packages": [], **found}
    try:
        base.resolve()
    except dnf.exceptions.DepsolveError as error:
        raise Refusal("dependencies", lines_of(error))
    installed = base.transaction.install_set
    if request["ignoreBroken"]:
        found["leftOut"] += selection.broken(set(installed))
    return {"packages": [describe(package) for package in installed], **found}


def download(request):
    base = open_base({**request, "offline": True})
    load(base)
    wanted = {(one["repository"], one["location"]) for one in request["packages"]}
    # Streams of modules hide packages, and this request enables none.
    everything = base.sack.query(flags=hawkey.IGNORE_EXCLUDES).available()
    packages = [
        package
        for package in everything
        if (package.reponame, package.location) in wanted
    ]
    if len(packages) < len(wanted):
        raise Refusal("metadata", ["the metadata in the cache was replaced while the build ran"])
    remote = [package for package in packages if not package._is_local_pkg()]
    try:
        base.download_packages(remote, Progress())
    except dnf.exceptions.DownloadError as error:
        raise Refusal("download", lines_of(error) + complaints.lines, files=files_of(packages))
    return {"files": files_of(packages)}


def files_of(packages):
    return [
        {"repository": package.reponame, "location": package.location, "file": package.localPkg()}
        for package in packages
        if os.path.exists(package.localPkg())
    ]


answer_by({"resolve": resolve, "download": download})
