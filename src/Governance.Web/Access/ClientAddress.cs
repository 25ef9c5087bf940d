using System.Net;
using System.Net.Sockets;

namespace Governance.Web.Access;

/// <summary>The client address that sign-in attempts and wrong tokens are counted by.</summary>
internal static class ClientAddress
{
    /// <summary>
    /// Returns the address; of IPv6 only the first 64 bits, because one household or server owns all addresses below them.
    /// </summary>
    public static string Of(IPAddress? from)
    {
        if (from is null)
            return "local";
        if (from.IsIPv4MappedToIPv6)
            return from.MapToIPv4().ToString();
        if (from.AddressFamily != AddressFamily.InterNetworkV6)
            return from.ToString();
        var bytes = from.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return $"{new IPAddress(bytes)}/64";
    }
}
