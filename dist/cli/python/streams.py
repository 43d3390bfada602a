"""Which streams and profiles of modules a request means. dnf 5 is told the streams before it reads any package."""

import json
import os

from shared import Refusal


class Choice:
    """The module lines of a request, in words of what the repositories have."""

    def __init__(self, modules, lines):
        """@throws Refusal "module" if the lines contradict each other or leave the stream open"""
        self.modules = modules
        self.unknown = []
        # By the module's name; a stream of None: disabled.
        self.streams = {}
        self.profiles = {}
        # The module line's index and the name of a package.
        self.packages = []
        for line in lines:
            self.take(line)

    def take(self, line):
        name, index = line["name"], line["index"]
        known = self.modules.streams(name)
        stream = None if line["act"] == "disable" else self.stream_of(line, known)
        if not known or (stream is not None and stream not in known):
            self.unknown.append({"kind": "module", "index": index})
            return
        if self.streams.setdefault(name, stream) != stream:
            raise Refusal("module", [f"the module {name} is asked for in different ways"], index=index)
        if line["act"] == "install":
            self.install(line, name, stream)

    def stream_of(self, line, known):
        if line["stream"] is not None:
            return line["stream"]
        stream = self.streams.get(line["name"]) or self.modules.default_stream(line["name"])
        if stream is None and len(known) > 1:
            told = f"{line['name']} has the streams {', '.join(sorted(known))}, and none is the default"
            raise Refusal("module", [told], index=line["index"])
        return stream or next(iter(known), None)

    def install(self, line, name, stream):
        asked = line["profile"]
        profiles = self.modules.default_profiles(name, stream) if asked is None else [asked]
        contents = [self.modules.packages(name, stream, profile) for profile in profiles]
        if not contents or None in contents:
            self.unknown.append({"kind": "module", "index": line["index"]})
            return
        self.profiles.setdefault(name, set()).update(profiles)
        self.packages += [(line["index"], package) for content in contents for package in content]

    def answer(self):
        return [
            {
                "name": name,
                "stream": stream or "",
                "profiles": sorted(self.profiles.get(name, ())),
                "state": "disabled" if stream is None else "enabled",
            }
            for name, stream in sorted(self.streams.items())
        ]

    def write_state(self, folder):
        """As dnf 5 keeps it in /usr/lib/sysimage/libdnf5/modules.toml. A string of JSON is one of TOML, too."""
        lines = ['version = "1.0"']
        for one in self.answer():
            lines += [
                f"[modules.{json.dumps(one['name'])}]",
                f"enabled_stream = {json.dumps(one['stream'])}",
                f"installed_profiles = {json.dumps(one['profiles'])}",
                f"state = {json.dumps(one['state'].capitalize())}",
            ]
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "modules.toml"), "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
