namespace Airflow.Engine.Notes;

/// <summary>What somebody wrote about a run or a task instance.</summary>
/// <param name="Content">The text, at most 1,000 characters.</param>
/// <param name="User">Who wrote it last.</param>
public sealed record Note(string Content, string? User, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public const int MaxLength = 1000;

    /// <summary>The text as it may be stored.</summary>
    /// <exception cref="AirflowException">It is too long.</exception>
    public static string Check(string content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return content.Length <= MaxLength
            ? content
            : throw new AirflowException("note_too_long", $"The note has {content.Length} characters; at most {MaxLength} are kept.");
    }
}
