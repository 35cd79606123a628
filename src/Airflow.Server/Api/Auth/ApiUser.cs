namespace Airflow.Server.Api.Auth;

/// <summary>Who calls, and what he may do.</summary>
public abstract class ApiUser(string name)
{
    public string Name { get; } = name;

    /// <summary>The role as tokens tell it.</summary>
    public abstract string Role { get; }

    /// <summary>Stands in his tokens, and is another one after a change of the password; null: his tokens outlive that.</summary>
    public virtual string? Stamp => null;

    /// <summary>Whether he may do this with everything of the kind.</summary>
    public abstract bool Can(string action, string resource);

    /// <summary>Whether he may do this with what belongs to the DAG.</summary>
    public virtual bool CanFor(string dagId, string action, string resource) => Can(action, resource);

    /// <summary>The DAGs with which he may do this where <see cref="Can"/> says no; null: all, because it says yes.</summary>
    public virtual IReadOnlyCollection<string>? DagsFor(string action, string resource) => Can(action, resource) ? null : [];
}
