using System.Diagnostics.CodeAnalysis;

namespace Assistant.Mail.Mime;

/// <summary>Either a value or the problems that prevent it; never both.</summary>
public readonly struct MailResult<T>
    where T : class
{
    private readonly IReadOnlyList<MailProblem>? _problems;

    public MailResult(T value) => Value = value;

    /// <param name="problems">At least one.</param>
    public MailResult(IReadOnlyList<MailProblem> problems)
    {
        ArgumentOutOfRangeException.ThrowIfZero(problems.Count);
        _problems = problems;
    }

    public T? Value { get; }

    /// <summary>Empty exactly when there is a value.</summary>
    public IReadOnlyList<MailProblem> Problems => _problems ?? [];

    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsValid => Value is not null;

    /// <summary>The value, for a caller that has checked or built it from constants; a problem here is a broken call and throws.</summary>
    public T Require() => Value ?? throw new InvalidOperationException(string.Join("; ", Problems));
}
