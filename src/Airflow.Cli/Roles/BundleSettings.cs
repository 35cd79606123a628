namespace Airflow.Cli.Roles;

using System.Text.Json.Nodes;
using Airflow.Engine;
using Airflow.Engine.Configuration;
using Airflow.Engine.Connections;
using Airflow.Runtime.Bundles.Git;

/// <summary>The bundles that the configuration names.</summary>
internal static class BundleSettings
{
    /// <exception cref="AirflowException">config_invalid: an entry that cannot be used, by name.</exception>
    public static IReadOnlyList<BundleDefinition> Read(AirflowConfiguration configuration)
    {
        var list = configuration.GetJson("dag_processor", "dag_bundle_config_list")?.AsArray() ?? [];
        List<BundleDefinition> bundles = [];
        foreach (var node in list)
        {
            var bundle = node is JsonObject entry && (string?)entry["name"] is { Length: > 0 } name && (string?)entry["classpath"] is { Length: > 0 } classpath
                ? new BundleDefinition(name, classpath, entry["kwargs"] as JsonObject ?? [])
                : throw Invalid("each entry needs a name and a classpath");
            if (bundle.Kind is not (BundleDefinition.Local or BundleDefinition.Git))
            {
                throw Invalid($"bundle '{name}' is of class {classpath}; LocalDagBundle and GitDagBundle are there");
            }

            if (bundles.Exists(other => other.Name == name))
            {
                throw Invalid($"there are two bundles named '{name}'");
            }

            bundles.Add(bundle);
        }

        return bundles;
    }

    /// <summary>A git bundle, with what its connection says.</summary>
    public static async Task<GitBundleOptions> GitAsync(
        BundleDefinition bundle, AirflowConfiguration configuration, Func<string, CancellationToken, Task<Connection?>> findConnection, CancellationToken cancellationToken)
    {
        var connection = bundle.Text("git_conn_id") is { } id
            ? await findConnection(id, cancellationToken) ?? throw new AirflowException("connection_not_found", $"Bundle {bundle.Name} names the connection '{id}' (git_conn_id), and there is none.")
            : null;
        var extra = connection?.Extra is { Length: > 0 } text ? ConnectionExtra.Parse(text) : [];
        var root = configuration.Find("dag_processor", "dag_bundle_storage_path")?.Text is { Length: > 0 } storage ? storage : Path.Combine(configuration.Home, "cache", "git");
        return new GitBundleOptions
        {
            Name = bundle.Name,
            Repository = bundle.Text("repo_url") ?? connection?.Host ?? throw Invalid($"bundle '{bundle.Name}' needs a repo_url, or a git_conn_id whose connection has the URL as its host"),
            TrackingRef = bundle.Text("tracking_ref") ?? throw Invalid($"bundle '{bundle.Name}' needs a tracking_ref, such as main"),
            Subfolder = bundle.Text("subdir") ?? "",
            Root = Path.GetFullPath(Path.Combine(root, bundle.Name)),
            User = connection?.Login,
            Password = connection?.Password,
            KeyFile = (string?)extra["key_file"],
            ChecksHostKey = (string?)extra["strict_host_key_checking"] is not ("no" or "False" or "false"),
            RefreshInterval = bundle.Seconds("refresh_interval") ?? configuration.GetDuration("dag_processor", "refresh_interval"),
        };
    }

    private static AirflowException Invalid(string problem) => new("config_invalid", $"[dag_processor] dag_bundle_config_list: {problem}.");
}
