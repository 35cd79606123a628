using System.Text.Json;
using Airflow.Engine;

namespace Airflow.Cli.Remote;

/// <summary>The servers that this user has logged in to, in a file that nobody else may read: <c>~/.config/airflow/servers.json</c>.</summary>
internal sealed class KnownServers(IReadOnlyDictionary<string, string> variables)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private string Path
    {
        get
        {
            var home = variables.GetValueOrDefault("XDG_CONFIG_HOME") is { Length: > 0 } folder ? folder
                : System.IO.Path.Combine(variables.GetValueOrDefault("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config");
            return System.IO.Path.Combine(home, "airflow", "servers.json");
        }
    }

    /// <summary>All of them, by name.</summary>
    /// <exception cref="AirflowException">The file cannot be understood.</exception>
    public IReadOnlyList<KnownServer> List()
    {
        try
        {
            return File.Exists(Path) ? JsonSerializer.Deserialize<List<KnownServer>>(File.ReadAllText(Path), Json) ?? [] : [];
        }
        catch (JsonException exception)
        {
            throw new AirflowException("servers_invalid", $"{Path} is not what airflow login writes: {exception.Message} Delete it and log in again.", exception);
        }
    }

    public void Save(KnownServer server) => Write([.. List().Where(other => other.Name != server.Name), server]);

    /// <summary>False when there is none of that name.</summary>
    public bool Remove(string name)
    {
        var all = List();
        if (all.All(server => server.Name != name))
        {
            return false;
        }

        Write([.. all.Where(server => server.Name != name)]);
        return true;
    }

    private void Write(IReadOnlyList<KnownServer> servers)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        var text = JsonSerializer.Serialize(servers.OrderBy(static server => server.Name, StringComparer.Ordinal), Json);

        // tokens are written to a file that was nobody else's from its first byte, which then takes the place of the old one
        var next = $"{Path}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(next, options))
        {
            writer.Write(text);
        }

        File.Move(next, Path, overwrite: true);
    }
}
