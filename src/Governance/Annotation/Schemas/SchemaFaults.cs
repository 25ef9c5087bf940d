using Governance.Platform;

namespace Governance.Annotation;

// Which rule a label schema breaks.

[Code("schema-has-no-fields")]
internal sealed record SchemaHasNoFields() : Statement("it has no fields");

[Code("schema-has-no-definition")]
internal sealed record SchemaHasNoDefinition() : Statement("it has no definition");

[Code("schema-has-too-many-fields")]
internal sealed record SchemaHasTooManyFields(int Fields, int Most)
    : Statement($"it has {Fields} fields; the maximum is {Most}");

[Code("schema-field-is-empty")]
internal sealed record SchemaFieldIsEmpty() : Statement("one of its fields is empty");

[Code("schema-field-twice")]
internal sealed record SchemaFieldTwice(string Field) : Statement($"two fields have the id “{Field}”");

[Code("schema-kind-unknown")]
internal sealed record SchemaKindUnknown(string? Field) : Statement($"the field “{Field}” has an unknown kind");

/// <param name="Name">As <c>TextRule.Shown</c> shows it.</param>
/// <param name="IsOption">Whether it is the id of an option; otherwise of a field.</param>
[Code("schema-id-invalid")]
internal sealed record SchemaIdInvalid(string Name, bool IsOption)
    : Statement(
        $"“{Name}” is not a valid {(IsOption ? "option" : "field")} id: "
            + "use 1 to 60 letters, digits, dots, hyphens or underscores"
    );

/// <param name="Member">label or part.</param>
/// <param name="Why">As in <see cref="UnfitText"/>.</param>
[Code("schema-text-unfit")]
internal sealed record SchemaTextUnfit(string Field, string Member, Message Why)
    : Statement($"the {Member} of “{Field}” {UnfitText.Clause(Why)}");

/// <param name="IsOption">Whether an option of the field has no label; otherwise the field itself.</param>
[Code("schema-label-missing")]
internal sealed record SchemaLabelMissing(string Field, bool IsOption, int Most)
    : Statement(
        $"{(IsOption ? $"an option of “{Field}”" : $"the field “{Field}”")} needs a label of 1 to {Most} characters"
    );

[Code("choice-has-no-options")]
internal sealed record ChoiceHasNoOptions(string Field) : Statement($"the choice “{Field}” has no options");

[Code("choice-names-part")]
internal sealed record ChoiceNamesPart(string Field)
    : Statement($"the choice “{Field}” names a part, but a choice labels the whole sample");

[Code("multiple-without-choice")]
internal sealed record MultipleWithoutChoice(string Field)
    : Statement($"“{Field}” is not a choice, so it cannot allow multiple selection");

[Code("too-many-options")]
internal sealed record TooManyOptions(string Field, int Most)
    : Statement($"the field “{Field}” has more than {Most} options");

[Code("option-is-empty")]
internal sealed record OptionIsEmpty(string Field) : Statement($"an option of “{Field}” is empty");

[Code("option-twice")]
internal sealed record OptionTwice(string Field, string Option)
    : Statement($"the field “{Field}” has the option “{Option}” twice");
