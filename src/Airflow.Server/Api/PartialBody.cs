using System.Text.Json;
using Airflow.Server.Bodies;

namespace Airflow.Server.Api;

/// <summary>The second check of a body that was let through with parts missing: Airflow tells its problems without "body", and with a link.</summary>
internal static class PartialBody
{
    private const string Link = "https://errors.pydantic.dev/2.14/v/";

    /// <exception cref="ApiException">422.</exception>
    public static void Check(BodyModel model, JsonElement body)
    {
        var problems = model.Check(body, []);
        if (problems.Count == 0)
        {
            return;
        }

        foreach (var problem in problems)
        {
            problem["url"] = Link + (string?)problem["type"];
        }

        throw ApiException.Invalid(problems);
    }
}
