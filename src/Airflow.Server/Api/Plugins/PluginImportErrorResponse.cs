namespace Airflow.Server.Api.Plugins;

/// <summary>Why a plugin could not be loaded.</summary>
internal sealed record PluginImportErrorResponse(string Source, string Error);
