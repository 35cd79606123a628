using System.Text.RegularExpressions;

namespace Airflow.Engine.Connections;

/// <summary>Reads and writes connections as text: a URI, or a JSON object.</summary>
public static partial class ConnectionFormat
{
    private const int MaxIdLength = 250;

    /// <summary>Whether a connection may have this id: up to 250 letters, digits and #!()-_.:/\.</summary>
    public static bool IsValidId(string id) => id.Length <= MaxIdLength && ValidId.IsMatch(id);

    /// <summary>Reads what an environment variable or a secrets backend holds: JSON when it begins with {, else a URI.</summary>
    public static Connection Parse(string connectionId, string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length == 0)
        {
            throw Error($"The connection {connectionId} is blank; write a URI or a JSON object.");
        }

        return trimmed[0] == '{' ? ConnectionJson.Parse(connectionId, trimmed) : ConnectionUri.Parse(connectionId, trimmed);
    }

    internal static string NormaliseType(string type) =>
        string.Equals(type, "postgresql", StringComparison.Ordinal) ? "postgres" : type.Replace('-', '_');

    internal static AirflowException Error(string message, Exception? cause = null) => new("connection_invalid", message, cause);

    [GeneratedRegex(@"\A[\w#!()\-.:/\\]+\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ValidId { get; }
}
