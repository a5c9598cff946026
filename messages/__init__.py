"""Every sentence the bot says. One file for each noun turns a value of the domain into a `Message` (text and abstract buttons) or a
`Form`; the words are in Fluent files, one folder for each language, and what a person typed is made harmless on its way in.

Nothing here knows Discord, the database or the time: a message can be made, read and tested alone.
"""
