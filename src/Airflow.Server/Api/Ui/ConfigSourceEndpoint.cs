using Airflow.Engine.Configuration;
using Airflow.Server.Api.Auth;
using Airflow.Server.Api.Config;

namespace Airflow.Server.Api.Ui;

/// <summary>/ui/config_sources: the configuration as /config tells it, and where each value comes from.</summary>
internal static class ConfigSourceEndpoint
{
    public static void Map(ApiRoutes routes) => routes.Map(UiOperations.Get("/config_sources", "get_config_sources", ApiResources.Configurations, GetAsync));

    private static Task GetAsync(ApiCall call) => call.AnswerAsync(new
    {
        Sections = ConfigEndpoints.Open(call).ReadAll().Sections.Select(section => new
        {
            section.Name,
            Options = section.Options.Select(option => new { option.Key, option.Value, Source = SourceOf(call, section.Name, option) }),
        }),
    });

    /// <summary>null of what is hidden: to know it, a command or a secret store would have to be asked.</summary>
    private static string? SourceOf(ApiCall call, string section, ConfigOption option) => option.Value == ConfigReader.Hidden
        ? null
        : call.Services.Configuration.Find(section, option.Key)?.Source switch
        {
            ConfigurationSource.EnvironmentVariable or ConfigurationSource.EnvironmentCommand or ConfigurationSource.EnvironmentSecret => "environment",
            ConfigurationSource.File or ConfigurationSource.FileCommand or ConfigurationSource.FileSecret => "file",
            _ => "default",
        };
}
