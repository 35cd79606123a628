using System.Net.Sockets;
using System.Text;

namespace Airflow.Engine.Coordination;

/// <summary>Sends a topic to every listening process of this home; sockets that nobody reads any more are removed.</summary>
public sealed class WakeSender(string folder) : IWakeSignal
{
    public void Wake(string topic)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (var path in Directory.EnumerateFiles(folder, "*.sock"))
        {
            Send(path, Encoding.UTF8.GetBytes(topic));
        }
    }

    private static void Send(string path, byte[] topic)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
        try
        {
            socket.SendTo(topic, new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.ConnectionRefused)
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is SocketException or IOException or UnauthorizedAccessException)
        {
            // a full buffer means that the listener is about to wake anyway; everything else the slow poll makes up for
            return;
        }
    }
}
