using Airflow.Engine;
using Airflow.Engine.Configuration;

namespace Airflow.Cli.Commands.Dags;

/// <summary>The names of the DAG bundles of [dag_processor] dag_bundle_config_list.</summary>
internal static class BundleNames
{
    public static void Require(AirflowConfiguration configuration, IReadOnlyCollection<string> names)
    {
        if (names.Count == 0)
        {
            return;
        }

        var known = configuration.GetJson("dag_processor", "dag_bundle_config_list")?.AsArray().Select(static bundle => (string?)bundle?["name"]).ToList() ?? [];
        var unknown = names.Where(name => !known.Contains(name)).ToList();
        if (unknown.Count > 0)
        {
            throw new AirflowException("bundle_not_found", $"Bundles not found: {string.Join(", ", unknown)}");
        }
    }
}
