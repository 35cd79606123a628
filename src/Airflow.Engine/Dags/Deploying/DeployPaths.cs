using System.Text;

namespace Airflow.Engine.Dags.Deploying;

/// <summary>Which paths a deployment may name: inside the folder, in plain words, and none that a reader could take for another.</summary>
public static class DeployPaths
{
    /// <summary>Files of one deployment.</summary>
    public const int MaxFiles = 2000;

    /// <summary>Bytes of all files of one deployment.</summary>
    public const long MaxBytes = 100L * 1024 * 1024;

    private const int MaxDepth = 20;
    private const int MaxNameBytes = 255;
    private const int MaxPathBytes = 1000;
    private const string IgnoreFile = ".airflowignore";

    /// <summary>The path as it is used.</summary>
    /// <exception cref="AirflowException">deploy_refused.</exception>
    public static string Check(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var parts = path.Split('/');
        var reason = path.Length == 0 ? "it is empty"
            : Encoding.UTF8.GetByteCount(path) > MaxPathBytes ? "it is too long"
            : parts.Length > MaxDepth ? "it is too deep"
            : path.Any(static letter => char.IsControl(letter) || letter is '\\' or ':' || char.IsSurrogate(letter) || letter == '\uFFFD') ? "only plain letters are allowed in it"
            : parts.Select(static (part, index) => Wrong(part, index)).FirstOrDefault(static one => one is not null);
        if (reason is null && Array.Exists(parts[..^1], static part => part == IgnoreFile))
        {
            reason = "it goes through a file";
        }

        return reason is null ? path : throw Refused($"'{Shown(path)}' is no path inside the DAGs folder: {reason}.");
    }

    /// <summary>Of all paths together: none twice, none below another.</summary>
    /// <exception cref="AirflowException">deploy_refused.</exception>
    public static void CheckAll(IReadOnlyCollection<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        if (paths.Count > MaxFiles)
        {
            throw Refused($"More than {MaxFiles} files cannot be deployed at once.");
        }

        // where the case of letters does not count, two that differ by it alone would be one
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in paths)
        {
            if (!seen.Add(path))
            {
                throw Refused($"'{Shown(path)}' comes twice.");
            }
        }

        foreach (var path in paths)
        {
            for (var end = path.IndexOf('/', StringComparison.Ordinal); end > 0; end = path.IndexOf('/', end + 1))
            {
                if (seen.Contains(path[..end]))
                {
                    throw Refused($"'{Shown(path[..end])}' cannot be a file and a folder.");
                }
            }
        }
    }

    public static AirflowException Refused(string message) => new("deploy_refused", message);

    private static string? Wrong(string part, int index) => part switch
    {
        "" => index == 0 ? "it begins at the root" : "a part of it is empty",
        "." or ".." => "it leads elsewhere",
        IgnoreFile => null,
        ['.', ..] => "hidden files and folders are not read",
        _ when part is [' ', ..] or [.., ' ' or '.'] => "a part of it begins or ends with what is easily overlooked",
        _ => Encoding.UTF8.GetByteCount(part) > MaxNameBytes ? "a part of it is too long" : null,
    };

    private static string Shown(string path) => new([.. path.Take(100).Select(static letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter)]);
}
