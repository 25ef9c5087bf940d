using Governance.Platform.Outbound;
using Governance.Testing;

namespace Governance.Tests.Platform.Outbound;

internal static class MailReceivers
{
    /// <summary>Settings of a portal that sends through this server.</summary>
    public static MailOptions Options(this MailReceiver receiver) =>
        new()
        {
            Host = "127.0.0.1",
            Port = receiver.Port,
            Tls = MailTls.None,
            From = "portal@data.example",
        };
}
