using Governance.Platform;

namespace Governance.Web.Hosting;

[RefusalCode("host-unknown")]
public sealed record HostUnknown(string Host)
    : Refusal(
        $"This portal does not answer to the name “{Host}”.",
        $"Use one of its own names; an operator adds this one to the setting {HostNames.Setting}."
    );
