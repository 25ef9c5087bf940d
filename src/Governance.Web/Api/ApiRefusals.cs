using Governance.Platform;

namespace Governance.Web.Api;

[RefusalCode("sign-in-missing")]
public sealed record SignInMissing()
    : Refusal(
        "This needs a sign-in.",
        "Send a personal access token as “Authorization: Bearer gov_…”, or sign in at the portal."
    )
{
    public override RefusalKind Kind => RefusalKind.Forbidden;
}

[RefusalCode("request-header-missing")]
public sealed record RequestHeaderMissing()
    : Refusal(
        "This request changes something and is signed in by cookie, but lacks the header “X-Governance-Request: 1”.",
        "Add the header; another site's page cannot. Scripts use a personal access token instead."
    )
{
    public override RefusalKind Kind => RefusalKind.Forbidden;
}

/// <summary>What was sent is not a form that the operation takes.</summary>
public abstract record FormRefused(string What, string Remedy) : Refusal(What, Remedy)
{
    public override RefusalKind Kind => RefusalKind.Unreadable;
}

[RefusalCode("form-unreadable")]
public sealed record FormUnreadable(string Why)
    : FormRefused(
        $"The form cannot be read. {Why}.",
        "Send multipart/form-data, with the parts that the description of the API names."
    );

[RefusalCode("form-part-unknown")]
public sealed record FormPartUnknown(string Name, string Advice)
    : FormRefused($"There is no part “{Name}” in this form.", Advice);

[RefusalCode("form-part-twice")]
public sealed record FormPartTwice(string Name) : FormRefused($"The part “{Name}” comes twice.", "Send it once.");

[RefusalCode("form-part-missing")]
public sealed record FormPartMissing(string Name)
    : FormRefused($"The part “{Name}” is missing from the form.", "Send it before the file.");

[RefusalCode("form-part-too-long")]
public sealed record FormPartTooLong(string Name, int MostBytes)
    : Refusal($"The part “{Name}” is longer than {MostBytes:N0} bytes.", "Shorten it.");
