namespace Airflow.Runtime.Logs;

using System.Text.Json.Nodes;
using Airflow.Engine.Connections;
using Amazon.Runtime;
using Amazon.S3;

/// <summary>What a connection of type aws says: login and password, or the same in its extra, with endpoint_url and region_name.</summary>
internal sealed record S3Settings(AWSCredentials? Credentials, string? Endpoint, string Region)
{
    private const string DefaultRegion = "us-east-1";

    public static S3Settings Of(Connection connection)
    {
        var extra = connection.Extra is { Length: > 0 } text ? ConnectionExtra.Parse(text) : [];
        var key = connection.Login is { Length: > 0 } login ? login : Text(extra, "aws_access_key_id");
        var secret = connection.Password is { Length: > 0 } password ? password : Text(extra, "aws_secret_access_key");
        AWSCredentials? credentials = key is null || secret is null ? null
            : Text(extra, "aws_session_token") is { } token ? new SessionAWSCredentials(key, secret, token)
            : new BasicAWSCredentials(key, secret);
        var endpoint = (extra["service_config"] as JsonObject)?["s3"] is JsonObject s3 && Text(s3, "endpoint_url") is { } own ? own : Text(extra, "endpoint_url");
        return new S3Settings(credentials, endpoint, Text(extra, "region_name") ?? FromEnvironment().Region);
    }

    public static S3Settings FromEnvironment() => new(
        null,
        Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL_S3") ?? Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL"),
        Environment.GetEnvironmentVariable("AWS_REGION") ?? Environment.GetEnvironmentVariable("AWS_DEFAULT_REGION") ?? DefaultRegion);

    public AmazonS3Config ToConfig()
    {
        var config = new AmazonS3Config { AuthenticationRegion = Region };
        if (Endpoint is null)
        {
            config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(Region);
        }
        else
        {
            // a server of one's own rarely has a host name for each bucket
            config.ServiceURL = Endpoint;
            config.ForcePathStyle = true;
        }

        return config;
    }

    private static string? Text(JsonObject fields, string name) => fields[name] is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0 ? text : null;
}
