using Airflow.Providers.Common.Sql;
using Airflow.Server.Api.Providers;

namespace Airflow.Cli.Roles;

/// <summary>The packages of operators and hooks that are part of this build: one for each part of their namespace.</summary>
internal static class ProviderPackages
{
    private const string Prefix = "Airflow.Providers.";

    public static IReadOnlyList<ProviderResponse> Find()
    {
        var assembly = typeof(ISqlEngine).Assembly;
        var version = assembly.GetName().Version!.ToString(3);
        return
        [
            .. assembly.GetExportedTypes()
                .Where(static type => !type.IsNested && type.Namespace?.StartsWith(Prefix, StringComparison.Ordinal) == true)
                .GroupBy(static type => type.Namespace!, StringComparer.Ordinal)
                .OrderBy(static group => group.Key, StringComparer.Ordinal)
                .Select(group => new ProviderResponse(group.Key, string.Join(", ", group.Select(static type => type.Name).Order(StringComparer.Ordinal)), version, Documentation(group.Key))),
        ];
    }

    /// <summary>They do what Airflow's packages of the same name do, which is written down there.</summary>
    private static string Documentation(string package) =>
        $"https://airflow.apache.org/docs/apache-airflow-providers-{package[Prefix.Length..].ToLowerInvariant().Replace('.', '-')}/stable/index.html";
}
