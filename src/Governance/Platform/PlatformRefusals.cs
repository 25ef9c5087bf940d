namespace Governance.Platform;

/// <summary>A cursor that the list did not give.</summary>
[RefusalCode("cursor-unknown")]
public sealed record CursorUnknown()
    : Refusal(
        "The cursor belongs to no page of this list.",
        "Begin at the first page, without a cursor, and follow “next”."
    );

[RefusalCode("too-many-columns")]
public sealed record TooManyColumns(int Max)
    : Refusal(
        $"The table has more than {Max:N0} columns.",
        "Split it, or ask an administrator to raise Tables:MaxColumns."
    );

[RefusalCode("row-too-long")]
public sealed record RowTooLong(long Row, int Max)
    : Refusal(
        $"Row {Row:N0} has more than {Max:N0} characters.",
        "A quote may be missing before it; if it is genuine, ask an administrator to raise Tables:MaxRowCharacters."
    );

[RefusalCode("not-allowed")]
public sealed record NotAllowed(string Permission)
    : Refusal(
        $"This needs the permission “{Permission}”, which your roles do not carry.",
        "Ask an administrator for a role that carries it."
    )
{
    public override RefusalKind Kind => RefusalKind.Forbidden;
}

[RefusalCode("not-found")]
public sealed record NotFound(string Thing, string Key)
    : Refusal($"There is no {Thing} “{Key}”.", "Check the address; it may have been deleted.")
{
    public override RefusalKind Kind => RefusalKind.NotFound;
}

[RefusalCode("changed-meanwhile")]
public sealed record ChangedMeanwhile(string Thing)
    : Refusal($"Somebody else changed this {Thing} in the meantime.", "Reload, look at what changed, and try again.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>A document refers to something by a name that nothing of its kind has.</summary>
/// <param name="Field">The member, column or parameter that holds the name, as whoever sent it writes it.</param>
[RefusalCode("unknown-name")]
public sealed record UnknownName(string Field, string Name, KnownNames Known)
    : Refusal($"“{Field}”: “{KnownNames.Short(Name)}” is not {Known.Kind}.", Known.Advice(Name));

/// <summary>A text that no field may hold, or that is too long for this one.</summary>
/// <param name="Field">The member, column or parameter, as whoever sent it writes it.</param>
[RefusalCode("unfit-text")]
public sealed record UnfitText(string Field, string Why, string Remedy) : Refusal($"“{Field}” {Why}.", Remedy);

[RefusalCode("run-is-over")]
public sealed record RunIsOver(string Title)
    : Refusal($"“{Title}” has already ended.", "There is nothing left to cancel.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}
