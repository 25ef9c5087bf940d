using Governance.Platform;

namespace Governance.Web.Hosting;

/// <summary>The request names a host that is not one of the portal's.</summary>
[RefusalCode("host-unknown")]
public sealed record HostUnknown(string Host)
    : Refusal(
        $"“{Host}” is not a host name of this portal.",
        $"Use one of its host names, or ask an administrator to add this one to the setting {HostNames.Setting}."
    );
