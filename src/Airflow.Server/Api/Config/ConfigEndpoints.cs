using System.Text;
using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.Config;

/// <summary>/config: the configuration that this server runs with, where [api] expose_config lets it be read.</summary>
internal static class ConfigEndpoints
{
    private const string Tag = "Config";
    private const string Json = "application/json";
    private const string Text = "text/plain";

    public static void Map(ApiRoutes routes)
    {
        var accept = ApiParameter.Text("accept") with { In = "header", Default = "*/*" };
        routes.Map(new("GET", "/config", "get_config", ApiNeed.Read(ApiResources.Configurations), GetAsync)
        {
            Tag = Tag,
            Parameters = [ApiParameter.Text("section"), accept],
            Answer = typeof(Config),
        });
        routes.Map(new("GET", "/config/section/{section}/option/{option}", "get_config_value", ApiNeed.Read(ApiResources.Configurations), GetValueAsync)
        {
            Tag = Tag,
            Parameters = [accept],
            Answer = typeof(Config),
        });
    }

    private static Task GetAsync(ApiCall call)
    {
        var isText = WantsText(call);
        var reader = Open(call);
        var config = call.Text("section") is not { Length: > 0 } section ? reader.ReadAll() : reader.FindSection(section) ?? throw ApiException.NotFound($"Section {section} not found.");
        return AnswerAsync(call, config, isText);
    }

    private static Task GetValueAsync(ApiCall call)
    {
        var isText = WantsText(call);
        var (section, option) = (call.Route("section"), call.Route("option"));
        var config = Open(call).FindOption(section, option) ?? throw ApiException.NotFound($"Option [{section}/{option}] not found.");
        return AnswerAsync(call, config, isText);
    }

    /// <exception cref="ApiException">403: [api] expose_config does not let it be read.</exception>
    public static ConfigReader Open(ApiCall call)
    {
        var exposes = call.Services.Configuration.GetString("api", "expose_config").Trim().ToLowerInvariant();
        return exposes is "non-sensitive-only" or "true" or "t" or "1"
            ? new ConfigReader(call.Services.Configuration, call.Services.Masker)
            : throw new ApiException(403, "Your Airflow administrator chose not to expose the configuration, most likely for security reasons.");
    }

    private static bool WantsText(ApiCall call)
    {
        var accept = call.Text("accept") ?? "*/*";
        if (accept.StartsWith("*/*", StringComparison.Ordinal) || accept.StartsWith(Json, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        return accept.StartsWith(Text, StringComparison.OrdinalIgnoreCase) ? true : throw new ApiException(406, $"Only {Json} or {Text} is supported");
    }

    private static Task AnswerAsync(ApiCall call, Config config, bool isText)
    {
        if (!isText)
        {
            return call.AnswerAsync(config);
        }

        call.Response.ContentType = $"{Text}; charset=utf-8";
        return call.WriteAsync(Encoding.UTF8.GetBytes(config.ToText()));
    }
}
