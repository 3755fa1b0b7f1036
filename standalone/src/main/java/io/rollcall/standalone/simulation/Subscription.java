package io.rollcall.standalone.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.standalone.simulation.Chance.Of;
import java.util.Locale;
import java.util.Optional;

/**
 * What a household's holder does about its subscription: it begins with a stay, changes its plan once, and ends with the stay,
 * if at all. Who comes back subscribes again.
 */
final class Subscription {
    private static final double SUBSCRIBES = 0.65;
    private static final double CANCELS = 0.35;
    private static final int CHANGE_AFTER_DAYS = 14;
    private static final double UPGRADES = 0.15;
    private static final double DOWNGRADES = 0.07;
    private static final Shares<Plan> PLANS =
            new Shares<Plan>().with(Plan.BASIC, 4).with(Plan.STANDARD, 4).with(Plan.PREMIUM, 2);

    /** The plans by what they cost a month, in minor units of any currency. */
    private enum Plan {
        BASIC(699),
        STANDARD(1_099),
        PREMIUM(1_599);

        private final int price;

        Plan(int price) {
            this.price = price;
        }

        private Plan other(boolean dearer) {
            if (dearer) {
                return this == BASIC ? STANDARD : PREMIUM;
            }
            return this == PREMIUM ? STANDARD : BASIC;
        }
    }

    private Subscription() {}

    /** What is changed at the beginning of the first visit of a day. */
    static Optional<ObjectNode> changedFirst(Person person, Stay stay, int day) {
        if (!isSubscriber(person)) {
            return Optional.empty();
        }
        Plan plan = PLANS.pick(person.chance(Of.SUBSCRIPTION, stay.ordinal()));
        if (day == stay.first()) {
            boolean again = stay.ordinal() > 0 && cancels(person, stay.ordinal() - 1);
            return stay.ordinal() == 0 || again
                    ? Optional.of(told(again ? "reactivate" : "start", plan, person))
                    : Optional.empty();
        }
        return day == stay.first() + CHANGE_AFTER_DAYS ? changedLater(person, stay, plan) : Optional.empty();
    }

    private static Optional<ObjectNode> changedLater(Person person, Stay stay, Plan plan) {
        double wish = person.chance(Of.SUBSCRIPTION, stay.ordinal(), 1).nextDouble();
        boolean dearer = wish < UPGRADES;
        Plan other = plan.other(dearer);
        return wish < UPGRADES + DOWNGRADES && other != plan
                ? Optional.of(told(dearer ? "upgrade" : "downgrade", other, person))
                : Optional.empty();
    }

    /** What is changed at the end of the first visit of a day. */
    static Optional<ObjectNode> changedLast(Person person, Stay stay, int day) {
        return isSubscriber(person) && day == stay.last() && cancels(person, stay.ordinal())
                ? Optional.of(JsonNodeFactory.instance.objectNode().put("kind", "cancel"))
                : Optional.empty();
    }

    private static boolean isSubscriber(Person person) {
        return person.isHolder() && person.chance(Of.SUBSCRIPTION).nextDouble() < SUBSCRIBES;
    }

    private static boolean cancels(Person person, int stay) {
        return person.chance(Of.SUBSCRIPTION, stay, 2).nextDouble() < CANCELS;
    }

    private static ObjectNode told(String kind, Plan plan, Person person) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("kind", kind)
                .put("plan", plan.name().toLowerCase(Locale.ROOT))
                .put("price", plan.price)
                .put("currency", person.market().currency());
    }
}
