namespace Airflow.Engine.Dags.Processing;

/// <summary>How the lines of .airflowignore are meant: [core] dag_ignore_file_syntax.</summary>
public enum IgnoreSyntax
{
    /// <summary>As in .gitignore.</summary>
    Glob,

    /// <summary>Regular expressions searched for in the path.</summary>
    Regexp,
}
