namespace Airflow.Server.Api.Plugins;

/// <summary>Plugins that could not be loaded.</summary>
internal sealed record PluginImportErrorCollectionResponse(IReadOnlyList<PluginImportErrorResponse> ImportErrors, int TotalEntries);
