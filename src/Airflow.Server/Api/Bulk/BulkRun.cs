using System.Text.Json;

namespace Airflow.Server.Api.Bulk;

/// <summary>Does the actions of a bulk call one after the other; what fails is told in the answer, and does not keep the others from being done.</summary>
internal static class BulkRun
{
    /// <param name="call">The call, whose body <see cref="BulkBody.Model"/> checked.</param>
    /// <param name="resource">What the caller needs the right to create, edit or delete; null: the handler asks for itself.</param>
    /// <param name="run">Does one action and tells its success; a refusal that it throws becomes the action's error.</param>
    public static async Task<BulkResponse> RunAsync(ApiCall call, string? resource, Func<BulkAction, BulkActionResponse, Task> run)
    {
        var actions = BulkAction.ReadAll(call.Body);
        if (resource is not null)
        {
            Authorize(call, resource, actions);
        }

        var response = new BulkResponse();
        foreach (var action in actions)
        {
            var result = response.Of(action.Kind);
            try
            {
                await run(action, result);
            }
            catch (ApiException exception)
            {
                result.Fail(exception.Status, exception.Detail.GetValueKind() == JsonValueKind.String ? (string)exception.Detail! : exception.Detail.ToJsonString());
            }
        }

        return response;
    }

    /// <exception cref="ApiException">403: the caller may not do one of the actions; then none is done.</exception>
    public static void Authorize(ApiCall call, string resource, IReadOnlyList<BulkAction> actions)
    {
        if (actions.Any(action => RightsOf(action).Any(right => !call.User.Can(right, resource))))
        {
            throw new ApiException(403, "Forbidden");
        }
    }

    public static string[] RightsOf(BulkAction action) => action.Kind switch
    {
        BulkActionKind.Create => action.Overwrites ? ["can_create", "can_edit"] : ["can_create"],
        BulkActionKind.Update => ["can_edit"],
        _ => ["can_delete"],
    };
}
