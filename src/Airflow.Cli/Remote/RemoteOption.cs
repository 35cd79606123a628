using Airflow.Engine;

namespace Airflow.Cli.Remote;

/// <summary>The option before the command that names an api-server: <c>airflow --server URL dags list</c>.</summary>
internal static class RemoteOption
{
    public const string Flag = "--server";

    /// <summary>The words without the option, and what it names; null when it is not there.</summary>
    /// <exception cref="AirflowException">It names nothing.</exception>
    public static (string[] Words, string? Server) Take(string[] words)
    {
        for (var index = 0; index < words.Length && words[index].StartsWith('-'); index++)
        {
            if (words[index].StartsWith($"{Flag}=", StringComparison.Ordinal))
            {
                return ([.. words[..index], .. words[(index + 1)..]], Require(words[index][(Flag.Length + 1)..]));
            }

            if (words[index] == Flag)
            {
                return ([.. words[..index], .. words[Math.Min(index + 2, words.Length)..]], Require(index + 1 < words.Length ? words[index + 1] : ""));
            }
        }

        return (words, null);
    }

    private static string Require(string server) => server.Length > 0 ? server
        : throw new AirflowException("usage", $"{Flag} wants the address of an api-server, or a name that airflow login has kept.");
}
