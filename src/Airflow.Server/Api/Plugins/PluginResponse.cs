namespace Airflow.Server.Api.Plugins;

/// <summary>What a plugin adds, by the names of Airflow's kinds.</summary>
internal sealed record PluginResponse(
    string Name,
    IReadOnlyList<string> Macros,
    IReadOnlyList<string> FlaskBlueprints,
    IReadOnlyList<string> FastapiApps,
    IReadOnlyList<string> FastapiRootMiddlewares,
    IReadOnlyList<string> ExternalViews,
    IReadOnlyList<string> ReactApps,
    IReadOnlyList<string> AppbuilderViews,
    IReadOnlyList<string> AppbuilderMenuItems,
    IReadOnlyList<string> GlobalOperatorExtraLinks,
    IReadOnlyList<string> OperatorExtraLinks,
    string Source,
    IReadOnlyList<string> Listeners,
    IReadOnlyList<string> Timetables);
