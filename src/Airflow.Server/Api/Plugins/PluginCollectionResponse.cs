namespace Airflow.Server.Api.Plugins;

/// <summary>A page of plugins.</summary>
internal sealed record PluginCollectionResponse(IReadOnlyList<PluginResponse> Plugins, int TotalEntries);
