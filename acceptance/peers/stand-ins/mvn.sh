#!/bin/sh
# mvn -pl app -am package, as far as its result: the jar, when each module's sources are there.
set -eu

for module in . $(sed -n 's:.*<module>\(.*\)</module>.*:\1:p' pom.xml); do
  # The profile that adds it is not one of the image's.
  [ "$module" != acceptance ] || continue
  [ -f "$module/pom.xml" ] || { echo "the build needs $module/pom.xml, and the image's build has no such file" >&2; exit 1; }
done
for file in .mvn/*; do [ -e "$file" ] || { echo "there is no .mvn" >&2; exit 1; }; done
mkdir -p app/target
cp /fedctl.jar app/target/fedctl.jar
