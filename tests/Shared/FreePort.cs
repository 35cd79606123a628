using System.Net;
using System.Net.Sockets;

namespace Airflow.Shared;

/// <summary>Ports that nobody listens on.</summary>
internal static class FreePort
{
    private static readonly HashSet<int> Given = [];

    /// <summary>Never the same one twice: whoever got it may not listen on it yet.</summary>
    public static int Find()
    {
        lock (Given)
        {
            int port;
            do
            {
                using var listener = new TcpListener(IPAddress.Loopback, 0);
                listener.Start();
                port = ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            while (!Given.Add(port));

            return port;
        }
    }
}
