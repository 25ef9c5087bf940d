using System.Net;
using System.Net.Sockets;

namespace Governance.Web.Access;

/// <summary>The address by which tries are counted.</summary>
internal static class ClientAddress
{
    /// <summary>An IPv6 address counts by its first 64 bits: one household or server has all the rest, and could try from each.</summary>
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
