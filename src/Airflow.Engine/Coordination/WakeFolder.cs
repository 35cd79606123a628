using System.Security.Cryptography;
using System.Text;

namespace Airflow.Engine.Coordination;

/// <summary>The folder under AIRFLOW_HOME in which each listening process has a datagram socket.</summary>
public static class WakeFolder
{
    /// <summary>sun_path holds 108 bytes; a home too deep for that gets a folder of its own under the temporary folder.</summary>
    private const int LongestFolder = 80;

    public static string For(string airflowHome)
    {
        ArgumentNullException.ThrowIfNull(airflowHome);
        var folder = Path.Combine(airflowHome, "run", "wake");
        if (Encoding.UTF8.GetByteCount(folder) <= LongestFolder)
        {
            return folder;
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(airflowHome)))[..16];
        return Path.Combine(Path.GetTempPath(), $"airflow-{Environment.UserName}-{hash}");
    }
}
