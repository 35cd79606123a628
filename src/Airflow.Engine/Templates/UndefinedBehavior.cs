namespace Airflow.Engine.Templates;

/// <summary>What a name that does not exist does when it is used: <c>template_undefined</c> of the DAG.</summary>
public enum UndefinedBehavior
{
    /// <summary>Every use is an error but asking whether it is defined.</summary>
    Strict,

    /// <summary>It prints as nothing and iterates as empty; attributes of it are an error.</summary>
    Default,

    /// <summary>As <see cref="Default"/>, and attributes of it are undefined too.</summary>
    Chainable,

    /// <summary>As <see cref="Default"/>, but it prints as the expression it came from.</summary>
    Debug,
}
