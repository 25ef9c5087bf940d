using Governance.Platform;

namespace Governance.Web.Api;

/// <summary>The request carries neither a token nor a session cookie that is valid.</summary>
[RefusalCode("sign-in-missing")]
public sealed record SignInMissing()
    : Refusal(
        "You are not signed in.",
        "Send a personal access token as “Authorization: Bearer gov_…”, or sign in at the portal."
    )
{
    /// <inheritdoc/>
    public override RefusalKind Kind => RefusalKind.Forbidden;
}

/// <summary>A request that changes data is signed in by cookie and lacks the header that other sites cannot set.</summary>
[RefusalCode("request-header-missing")]
public sealed record RequestHeaderMissing()
    : Refusal(
        "The request changes data and is signed in by cookie, but the header “X-Governance-Request: 1” is missing.",
        "Add the header, or use a personal access token."
    )
{
    /// <inheritdoc/>
    public override RefusalKind Kind => RefusalKind.Forbidden;
}

/// <summary>The body is not a form that the operation accepts.</summary>
public abstract record FormRefused(string What, string Remedy) : Refusal(What, Remedy)
{
    /// <inheritdoc/>
    public override RefusalKind Kind => RefusalKind.Unreadable;
}

/// <summary>The body cannot be read as a multipart form.</summary>
/// <param name="Why">A sentence about the form, without its full stop.</param>
[RefusalCode("form-unreadable")]
public sealed record FormUnreadable(string Why)
    : FormRefused(
        $"The form cannot be read. {Why}.",
        "Send multipart/form-data with the parts that the description of the API names."
    );

/// <summary>The form has a part that the operation does not know.</summary>
/// <param name="Advice">The nearest known name and all known names.</param>
[RefusalCode("form-part-unknown")]
public sealed record FormPartUnknown(string Name, string Advice)
    : FormRefused($"There is no part “{Name}” in this form.", Advice);

/// <summary>The form has a part twice.</summary>
[RefusalCode("form-part-twice")]
public sealed record FormPartTwice(string Name)
    : FormRefused($"The form has the part “{Name}” twice.", "Send it once.");

/// <summary>The form lacks a part, or has it after the file.</summary>
[RefusalCode("form-part-missing")]
public sealed record FormPartMissing(string Name)
    : FormRefused($"The part “{Name}” is missing from the form.", "Send it before the file.");

/// <summary>A text part of the form is too long.</summary>
/// <param name="MostBytes">The greatest length, in bytes of UTF-8.</param>
[RefusalCode("form-part-too-long")]
public sealed record FormPartTooLong(string Name, int MostBytes)
    : Refusal($"The part “{Name}” is longer than {MostBytes:N0} bytes.", "Shorten it.");
