using Microsoft.Extensions.Options;

namespace Governance.Platform.Outbound;

/// <summary>Reports all invalid settings at once, by their names and never by their values.</summary>
internal sealed class MailOptionsRules : IValidateOptions<MailOptions>
{
    public ValidateOptionsResult Validate(string? name, MailOptions options) =>
        Faults(options).ToList() is { Count: > 0 } faults
            ? ValidateOptionsResult.Fail(faults)
            : ValidateOptionsResult.Success;

    private static IEnumerable<string> Faults(MailOptions options)
    {
        if (options.Port is < 1 or > 65535)
            yield return "Mail:Port must be 1 to 65535.";
        if (!Enum.IsDefined(options.Tls))
            yield return "Mail:Tls must be StartTls, OnConnect or None.";
        if (string.IsNullOrEmpty(options.User) != string.IsNullOrEmpty(options.Password))
            yield return "Mail:User and Mail:Password belong together. Set both or neither.";
        if (options.Tls == MailTls.None && !string.IsNullOrEmpty(options.Password))
            yield return "Mail:Password must not be sent without encryption. Set Mail:Tls to StartTls or OnConnect.";
        if (string.IsNullOrEmpty(options.Host))
            yield break;
        if (Uri.CheckHostName(options.Host) == UriHostNameType.Unknown)
            yield return "Mail:Host must be a host name or an address, without a port.";
        if (!EmailAddress.IsValid(options.From))
            yield return "Mail:From must be an e-mail address, such as portal@example.org.";
    }
}
