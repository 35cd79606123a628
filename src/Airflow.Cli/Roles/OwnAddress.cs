using System.Net;
using System.Net.Sockets;

namespace Airflow.Cli.Roles;

/// <summary>Under which address this host is seen by another one; names of hosts are often known to themselves alone.</summary>
internal static class OwnAddress
{
    /// <summary>The address that packets to the host would carry; null when it cannot be told, or is that of the loopback.</summary>
    public static string? Toward(string? host)
    {
        if (string.IsNullOrEmpty(host))
        {
            return null;
        }

        try
        {
            // nothing is sent: the system only looks up the way
            using var socket = new Socket(SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(host, 9);
            var address = (socket.LocalEndPoint as IPEndPoint)?.Address;
            address = address?.IsIPv4MappedToIPv6 == true ? address.MapToIPv4() : address;
            return address is null || IPAddress.IsLoopback(address) ? null : address.ToString();
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
