using System.Text.RegularExpressions;
using Airflow.Engine;

namespace Airflow.Server.Observability;

/// <summary>Which metrics are sent: those that a pattern of the allow list finds, or, without one, all that no pattern of the block list finds.</summary>
public sealed class MetricFilter
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);
    private readonly Regex[] allowed;
    private readonly Regex[] blocked;

    /// <param name="allowList">[metrics] metrics_allow_list.</param>
    /// <param name="blockList">[metrics] metrics_block_list.</param>
    /// <exception cref="AirflowException">config_invalid: one is no regular expression.</exception>
    public MetricFilter(string allowList, string blockList)
    {
        allowed = Patterns(allowList, "metrics_allow_list");
        blocked = Patterns(blockList, "metrics_block_list");
    }

    /// <param name="name">Without the prefix.</param>
    /// <returns>As if its pattern did not find it where that takes too long.</returns>
    public bool Passes(string name) => allowed.Length > 0
        ? Array.Exists(allowed, pattern => Finds(pattern, name))
        : !Array.Exists(blocked, pattern => Finds(pattern, name));

    private static bool Finds(Regex pattern, string name)
    {
        try
        {
            return pattern.IsMatch(name);
        }
        catch (RegexMatchTimeoutException)
        {
            // whoever counts something is not to be stopped by a pattern, or by a machine that was held
            return false;
        }
    }

    private static Regex[] Patterns(string list, string option)
    {
        try
        {
            return
            [
                .. (list ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Select(static pattern => new Regex(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Patience)),
            ];
        }
        catch (ArgumentException exception)
        {
            throw new AirflowException("config_invalid", $"[metrics] {option} holds no regular expressions: {exception.Message}", exception);
        }
    }
}
