package io.rollcall.standalone;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** What the program is made of, whether a module was compiled or packed: what tests share is in jars of its own by then. */
final class ProductionClasses {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/testkit/"))
            .importPackages("io.rollcall");

    private ProductionClasses() {}

    static JavaClasses all() {
        return ALL;
    }
}
