using System.Net;
using System.Net.Sockets;

namespace Governance.Platform.Outbound;

/// <summary>
/// Whether an address belongs to a host on the internet. Everything that the IANA special-purpose registries (RFC 6890) keep for
/// the machine, its network, tests or tunnels does not, so that a webhook cannot reach services inside the network.
/// </summary>
public static class PublicAddress
{
    // “This” network, private, shared (CGNAT), loopback, link-local with the metadata address, protocol assignments,
    // documentation, 6to4 relays, benchmarking, multicast, reserved and broadcast.
    private static readonly IPNetwork[] ReservedFour =
    [
        .. new[]
        {
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>The only block of global unicast addresses; loopback, link-local, unique local and multicast are outside it.</summary>
    private static readonly IPNetwork GlobalSix = IPNetwork.Parse("2000::/3");

    // Inside the block: protocol assignments with Teredo, documentation, 6to4 (which contains an IPv4 address), documentation.
    private static readonly IPNetwork[] ReservedSix =
    [
        .. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" }.Select(IPNetwork.Parse),
    ];

    /// <summary>Whether a connection to the address leads to the internet.</summary>
    public static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return Is(address.MapToIPv4());
        return address.AddressFamily switch
        {
            AddressFamily.InterNetwork => !ReservedFour.Any(n => n.Contains(address)),
            AddressFamily.InterNetworkV6 => GlobalSix.Contains(address) && !ReservedSix.Any(n => n.Contains(address)),
            _ => false,
        };
    }
}
