namespace Governance.Platform;

/// <summary>A cursor that does not come from the list.</summary>
[RefusalCode("cursor-unknown")]
public sealed record CursorUnknown()
    : Refusal(
        "The cursor does not belong to this list.",
        "Start at the first page, without a cursor, and follow “next”."
    );

/// <summary>A table exceeds <c>Tables:MaxColumns</c>.</summary>
[RefusalCode("too-many-columns")]
public sealed record TooManyColumns(int Max)
    : Refusal(
        $"The table has more than {Max:N0} columns.",
        "Split it, or ask an administrator to raise Tables:MaxColumns."
    );

/// <summary>A row exceeds <c>Tables:MaxRowCharacters</c>.</summary>
/// <param name="Row">1-based data row; the header is row 0.</param>
[RefusalCode("row-too-long")]
public sealed record RowTooLong(long Row, int Max)
    : Refusal(
        $"Row {Row:N0} has more than {Max:N0} characters.",
        "A quote may be missing before it. If the row is right, ask an administrator to raise Tables:MaxRowCharacters."
    );

/// <summary>The actor lacks the permission.</summary>
[RefusalCode("not-allowed")]
public sealed record NotAllowed(string Permission)
    : Refusal(
        $"This needs the permission “{Permission}”, which your roles do not have.",
        "Ask an administrator for a role that has it."
    )
{
    public override RefusalKind Kind => RefusalKind.Forbidden;
}

/// <summary>No row has the key, or the actor may not know that one has.</summary>
/// <param name="Thing">What was looked for, as a noun: import, dataset version.</param>
/// <param name="Key">The key as it was sent.</param>
[RefusalCode("not-found")]
public sealed record NotFound(string Thing, string Key)
    : Refusal($"There is no {Thing} “{Key}”.", "Check the address; it may have been deleted.")
{
    public override RefusalKind Kind => RefusalKind.NotFound;
}

/// <summary>Another transaction changed the row after it was read.</summary>
[RefusalCode("changed-meanwhile")]
public sealed record ChangedMeanwhile(string Thing)
    : Refusal($"Somebody else changed this {Thing} in the meantime.", "Reload, look at what changed, and try again.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>A document refers to something by an unknown name.</summary>
/// <param name="Field">The member, column or parameter that has the name, as the sender writes it.</param>
[RefusalCode("unknown-name")]
public sealed record UnknownName(string Field, string Name, KnownNames Known)
    : Refusal($"“{Field}”: “{KnownNames.Short(Name)}” is not {Known.Kind}.", Known.Advice(Name));

/// <summary>A text with an invalid character, or one that is too long for its field.</summary>
/// <param name="Field">The member, column or parameter, as the sender writes it.</param>
/// <param name="Why">
/// An <see cref="InvalidCharacter"/>, <see cref="DirectionMark"/>, <see cref="TextIsTooLong"/> or <see
/// cref="BytesNotOfEncoding"/>; in rows that were stored before these had types, the clause as it was written.
/// </param>
[RefusalCode("unfit-text")]
public sealed record UnfitText(string Field, Message Why) : Refusal($"“{Field}” {Clause(Why)}.", Mend(Why))
{
    /// <summary>The fault as the end of a sentence: contains the character NUL at character 3.</summary>
    internal static string Clause(Message why) =>
        why is InvalidCharacter or DirectionMark ? $"contains {why.Text}" : why.Text;

    private static string Mend(Message why) =>
        why switch
        {
            DirectionMark => "Remove that invisible character.",
            TextIsTooLong => "Shorten it.",
            BytesNotOfEncoding bytes => $"Save the file again as {bytes.Encoding}.",
            _ => "Remove that character, or save the text again as UTF-8.",
        };
}

/// <summary>The run has ended, so it cannot be cancelled.</summary>
[RefusalCode("run-is-over")]
public sealed record RunIsOver(string Title)
    : Refusal($"“{Title}” has already ended.", "There is nothing left to cancel.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}
