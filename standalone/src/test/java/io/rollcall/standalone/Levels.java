package io.rollcall.standalone;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A picture of packages: each knows only those that stand on lower levels, and those of one level do not know each other.
 *
 * @param fromTheGround the packages of each level, the lowest level first
 */
record Levels(List<Set<String>> fromTheGround) {
    /** Fails when a class among these looks up, or beside itself. */
    void check(JavaClasses classes) {
        LayeredArchitecture picture = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String name : names()) {
            picture = picture.layer(name).definedBy(name);
        }
        List<String> lower = new ArrayList<>();
        for (Set<String> level : fromTheGround) {
            for (String name : level) {
                picture = lower.isEmpty()
                        ? picture.whereLayer(name).mayNotAccessAnyLayer()
                        : picture.whereLayer(name).mayOnlyAccessLayers(lower.toArray(String[]::new));
            }
            lower.addAll(level);
        }
        picture.check(classes);
    }

    /** The packages that are drawn. */
    Set<String> names() {
        return fromTheGround.stream().flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The packages that are there: one that is not in the picture would be held to nothing. */
    static Set<String> packages(JavaClasses classes) {
        return classes.stream().map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));
    }
}
